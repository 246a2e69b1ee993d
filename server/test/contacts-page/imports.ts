import { describe, expect, test } from 'vitest';
import { systemStatement } from '../../src/db/scope.ts';
import { type ContactsPageLab, unknownId } from './lab.ts';

/** A file becomes contacts, tells what is wrong row by row, and is taken back. */
export function describeImports(lab: ContactsPageLab): void {
  const { importText, upload, contacts, job, search } = lab;

  describe('an import', () => {
    test('of the same file updates nothing twice; a rule leaves known contacts alone', async () => {
      const text = 'phone,name,city\n4915100002401,Kai,Ulm\n4915100002402,Kim,Ulm\n';
      expect(await importText(text)).toMatchObject({ created: 2, updated: 0, failed: 0 });
      expect(await importText(text)).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
      const changed = text.replaceAll('Ulm', 'Jena');
      expect(await importText(changed, { existing: 'skip' })).toMatchObject({ skipped: 2, updated: 0 });
      expect(await importText(changed)).toMatchObject({ updated: 2 });
    });

    test('reads Windows files, tells what is wrong row by row, and is taken back', async () => {
      const windows = Buffer.from(
        'Handy;Name;Stadt;Consent\r\n4915100002501;Jörg;"Köln; Süd";ja\r\nabc;X;Y;ja\r\n;Z;;\r\n4915100002502;Ina;Ulm;vielleicht\r\n4915100002401;Kai K.;;nein\r\n',
        'latin1',
      );
      const { body } = await upload(windows);
      expect(body.mapping.columns).toEqual([
        { kind: 'phone' },
        { kind: 'name' },
        { kind: 'attribute', name: 'Stadt' },
        { kind: 'optedIn' },
      ]);
      const preview = await contacts('POST', `/imports/${body.id}/preview`, body.mapping);
      expect(preview.body).toMatchObject({ checked: 5, problems: 3 });
      await contacts('POST', `/imports/${body.id}/start`, body.mapping);
      expect(await contacts('POST', `/imports/${body.id}/start`, body.mapping)).toMatchObject({ status: 409 });
      expect(await job(body.id)).toMatchObject({ state: 'done', created: 1, updated: 1, failed: 3 });
      expect(await search({ filter: { search: '4915100002501' } })).toMatchObject([
        { name: 'Jörg', attributes: { Stadt: 'Köln; Süd' }, optedIn: true },
      ]);
      const report = (await contacts('GET', `/jobs/${body.id}/errors`)).text;
      expect(report).toContain('row,problem,Handy,Name,Stadt,Consent');
      expect(report).toContain('3,"""abc"" is no phone number with country code.",abc,X,Y,ja');
      expect(report).toContain('4,The number is missing.,,Z,,');
      await contacts('POST', `/jobs/${body.id}/undo`);
      expect(await job(body.id)).toMatchObject({ state: 'undone', undone: 2, kept: 0 });
      expect(await search({ filter: { search: '4915100002501' } })).toEqual([]);
      expect(await search({ filter: { search: '4915100002401' } })).toMatchObject([{ name: 'Kai' }]);
    });

    test('reads every row of a file that was put together of lines of Windows and of Unix', async () => {
      const done = await importText('phone,name\r\n4915100002551,Mia\n4915100002552,Max\r4915100002553,"Mo\r\nB."\r\n');
      expect(done).toMatchObject({ total: 3, created: 3 });
      expect(await search({ filter: { search: '4915100002552' } })).toMatchObject([{ name: 'Max' }]);
    });

    test('takes the rows of one new number together, however far apart they stand', async () => {
      const fill = Array.from({ length: 600 }, (_, place) => `${4915100010000 + place},Some ${place},Ulm`);
      const rows = ['4915100002561,Ida,Ulm', ...fill, '4915100002561,Ida B.,Jena'];
      const done = await importText(`phone,name,city\n${rows.join('\n')}\n`, { existing: 'skip' });
      expect(done).toMatchObject({ created: 601, updated: 1, skipped: 0 });
      expect(await search({ filter: { search: '4915100002561' } })).toMatchObject([
        { name: 'Ida B.', attributes: { city: 'Jena' } },
      ]);
      await contacts('POST', `/jobs/${done.id}/undo`);
      expect(await job(done.id)).toMatchObject({ undone: 601, kept: 0 });
    });

    test('knows contacts by the number under which Meta knows them too', async () => {
      await importText('phone,name\n5216641234501,Ana\n');
      const [ana] = await search({ filter: { search: '5216641234501' } });
      await lab.parley.db.system(
        systemStatement(
          '',
          `insert into contact_aliases (tenant_id, alias, contact_id, created_at)
           values ('100100', '526641234501', $1, now())`,
        ),
        [ana?.id],
      );
      const text = 'phone,name,city\n526641234501,Ana P.,\n5216641234501,,Tijuana\n';
      expect(await importText(text)).toMatchObject({ created: 0, updated: 2 });
      expect(await search({ filter: { search: '6641234501' } })).toMatchObject([
        { id: ana?.id, phone: '5216641234501', name: 'Ana P.', attributes: { city: 'Tijuana' } },
      ]);
      const again = await contacts('POST', '/people', { phone: '526641234501' });
      expect(again).toMatchObject({ status: 409, body: { reason: 'contact.exists' } });
    });

    test('that was taken back leaves contacts that are used by now', async () => {
      const done = await importText('phone,name\n4915100002601,Lea\n4915100002602,Leo\n4915100002601,Lea B.\n');
      expect(done).toMatchObject({ created: 2, updated: 1 });
      await lab.parley.simulator.writeText('4915100002602', 'Hello');
      await lab.parley.settle();
      await contacts('POST', `/jobs/${done.id}/undo`);
      expect(await job(done.id)).toMatchObject({ undone: 1, kept: 1 });
      expect(await search({ filter: { search: '49151000026' } })).toMatchObject([{ name: 'Leo' }]);
    });

    test('is refused when it is no table, has no rows, or no column with the number', async () => {
      for (const text of ['', 'phone,name\n', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0, 1])]) {
        expect((await upload(text)).status).toBe(400);
      }
      // The header is row 1.
      const broken = await upload('phone,name\n4915100002571,Tim\n4915100002572,"Tom" x\n4915100002573,Tina\n');
      expect(broken).toMatchObject({ status: 400, body: { message: expect.stringContaining('at row 3:') } });
      const { body } = await upload('a,b\n1,2\n');
      const columns = [{ kind: 'attribute', name: 'a' }, { kind: 'ignore' }];
      const path = `/imports/${body.id}/start`;
      const mapping = { existing: 'update', emptyRemoves: false };
      expect((await contacts('POST', path, { ...mapping, columns })).status).toBe(400);
      const inherited = [{ kind: 'attribute', name: '__proto__' }, { kind: 'phone' }];
      expect((await contacts('POST', path, { ...mapping, columns: inherited })).status).toBe(400);
      expect((await contacts('POST', path, { ...mapping, columns: columns.slice(1) })).status).toBe(400);
      expect(
        (await contacts('POST', path, { ...mapping, columns: [{ kind: 'phone' }, { kind: 'phone' }] })).status,
      ).toBe(400);
      expect((await contacts('POST', `/jobs/${body.id}/cancel`)).status).toBe(204);
      expect((await contacts('GET', `/jobs/${body.id}`)).status).toBe(404);
      for (const id of [unknownId, 'a%00b']) expect((await contacts('POST', `/jobs/${id}/undo`)).status).toBe(404);
      expect(await lab.agent.call('GET', '/contacts/jobs', { query: { limit: '2' } })).toMatchObject({
        status: 200,
        body: { jobs: [{ operatorName: 'Ada Admin' }, {}], nextCursor: expect.any(String) },
      });
    });
  });
}
