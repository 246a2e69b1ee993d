import type { MediaFault } from './faults.ts';
import type { GraphCall } from './graph-call.ts';
import { unknownNode } from './graph-errors.ts';
import { mediaNode } from './graph-node.ts';
import {
  type FoundMedia,
  type GraphAnswer,
  type GraphDeps,
  type GraphOperation,
  json,
  unknownEdge,
} from './graph-operation.ts';
import type { JsonObject } from './json-value.ts';
import type { StoredMedia } from './media-store.ts';

/** Rule 6.2: what is larger than any file may be. */
const oversizedBytes = 100 * 1024 * 1024;

/** A call to a media id. */
export function mediaOperation(
  deps: GraphDeps,
  call: GraphCall,
  { media, owner }: FoundMedia,
  edge: string | undefined,
): GraphOperation {
  const number = call.query.get('phone_number_id');
  if (number !== null && number !== owner.number.phoneNumberId) throw unknownNode(call.method, media.id);
  switch (`${call.method} ${edge ?? ''}`) {
    case 'GET ':
      return json({ operation: 'media.lookup', channel: owner }, (fault) => {
        if (fault?.media === 'not_found') throw unknownNode(call.method, media.id);
        return bendNode(mediaNode(deps, media), fault?.media);
      });
    case 'DELETE ':
      return json({ operation: 'media.delete', channel: owner }, () => {
        deps.media.delete(media.id);
        return { success: true };
      });
    default:
      throw unknownEdge(call, media.id, edge);
  }
}

/** A file as it is downloaded, or as a fault wants it. */
export function fileAnswer(media: StoredMedia, fault: MediaFault | undefined): GraphAnswer {
  const { mimeType, bytes } = media;
  switch (fault) {
    case 'expired':
    case 'not_found':
      return { kind: 'gone' };
    case 'truncated':
      return { kind: 'file', mimeType, bytes: bytes.subarray(0, Math.floor(bytes.length / 2)) };
    case 'wrong_hash':
      return { kind: 'file', mimeType, bytes: Buffer.from(bytes.map((byte) => byte ^ 0xff)) };
    case 'oversized':
      return { kind: 'file', mimeType, bytes: Buffer.alloc(oversizedBytes + 1) };
    case 'wrong_type':
      return { kind: 'file', mimeType: 'text/html', bytes };
    case undefined:
      return { kind: 'file', mimeType, bytes };
  }
}

function bendNode(node: JsonObject, fault: MediaFault | undefined): JsonObject {
  switch (fault) {
    case 'wrong_hash':
      return { ...node, sha256: '0'.repeat(64) };
    case 'oversized':
      return { ...node, file_size: String(oversizedBytes + 1) };
    case 'wrong_type':
      return { ...node, mime_type: 'text/html' };
    case 'expired':
      // A forged address is as good as one that has expired.
      return { ...node, url: String(node.url).replace(/ext=\d+/, 'ext=1') };
    default:
      return node;
  }
}
