import { type JsonObject, listOrEmpty, objectOrEmpty } from './json-value.ts';

const text = '*{{1}}* is your verification code.';
const advice = ' For your security, do not share this code.';

/** An authentication template as it reads back: Meta writes its texts, and its button has the type URL (rule 7.8). */
export function finishAuthentication(components: readonly JsonObject[]): JsonObject[] {
  return components.map((part) => {
    switch (String(part.type).toUpperCase()) {
      case 'BODY': {
        const isAdvised = part.add_security_recommendation === true;
        return { ...part, text: isAdvised ? text + advice : text, example: { body_text: [['123456']] } };
      }
      case 'FOOTER':
        return { ...part, text: `This code expires in ${String(part.code_expiration_minutes)} minutes.` };
      case 'BUTTONS':
        return { ...part, buttons: listOrEmpty(part.buttons).map((button) => toUrlButton(objectOrEmpty(button))) };
      default:
        return part;
    }
  });
}

function toUrlButton({ text: label, otp_type, ...rest }: JsonObject): JsonObject {
  const kind = String(otp_type ?? 'COPY_CODE').toUpperCase();
  return {
    ...rest,
    type: 'URL',
    text: label ?? 'Copy code',
    url: `https://www.whatsapp.com/otp/code/?otp_type=${kind}&code=otp{{1}}`,
  };
}
