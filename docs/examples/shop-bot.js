// A small bot on the Cloud API, so that bot.story.yaml has something to test. Node 20 or newer, no packages.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const { PORT = '3000', GRAPH_URL, ACCESS_TOKEN, APP_SECRET, VERIFY_TOKEN } = process.env;
let orders = 1000;

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost');
  if (request.method === 'GET') {
    const isRight = url.searchParams.get('hub.verify_token') === VERIFY_TOKEN;
    response.writeHead(isRight ? 200 : 403).end(url.searchParams.get('hub.challenge'));
    return;
  }
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  if (!isSigned(body, request.headers['x-hub-signature-256'])) return response.writeHead(401).end();
  response.writeHead(200).end();
  for (const { value } of JSON.parse(body).entry.flatMap((entry) => entry.changes)) {
    for (const message of value.messages ?? []) await answer(value.metadata.phone_number_id, message);
  }
});

function isSigned(body, given = '') {
  const own = Buffer.from(`sha256=${createHmac('sha256', APP_SECRET).update(body).digest('hex')}`);
  return own.length === given.length && timingSafeEqual(own, Buffer.from(given));
}

function answer(numberId, message) {
  const chosen = message.interactive?.button_reply?.title ?? message.interactive?.list_reply?.title;
  const said = message.text?.body ?? chosen;
  if (said === 'Tea' || said === 'Coffee') return send(numberId, message.from, sizes(said));
  const size = message.interactive?.list_reply;
  if (size) {
    orders += 1;
    return sendText(numberId, message.from, `One ${size.id}, order no. ${orders}`);
  }
  if (said === 'Thank you') return sendText(numberId, message.from, 'You are welcome!');
  return send(numberId, message.from, drinks);
}

const button = (title) => ({ type: 'reply', reply: { id: title.toLowerCase(), title } });
const drinks = {
  type: 'interactive',
  interactive: {
    type: 'button',
    body: { text: 'Hello! What would you like?' },
    action: { buttons: ['Tea', 'Coffee', 'Nothing'].map(button) },
  },
};
const sizes = (drink) => ({
  type: 'interactive',
  interactive: {
    type: 'list',
    body: { text: 'How large?' },
    action: {
      button: 'Choose',
      sections: [
        { title: 'Sizes', rows: ['Small', 'Large'].map((title) => ({ id: `${title} ${drink}`.toLowerCase(), title })) },
      ],
    },
  },
});

const sendText = (numberId, to, body) => send(numberId, to, { type: 'text', text: { body } });

async function send(numberId, to, content, tries = 3) {
  const answer = await fetch(`${GRAPH_URL}/v23.0/${numberId}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ACCESS_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ messaging_product: 'whatsapp', to, ...content }),
  });
  if (answer.status >= 500 && tries > 1) return send(numberId, to, content, tries - 1);
}

server.listen(Number(PORT), '127.0.0.1', () => process.stdout.write(`listening on ${PORT}\n`));
