// The normal form in which e-mail addresses are stored and compared: NFC, lower case, and the domain in ASCII, as DNS has it.
// The part before the @ may have letters of any script (RFC 6531).
import { domainToASCII, domainToUnicode } from 'node:url';
import { isBlank } from './text.js';

export const MAX_EMAIL_LENGTH = 254;
const MAX_LOCAL_PART_BYTES = 64;

const LOCAL_CHARACTERS = "[a-z0-9!#$%&'*+/=?^_`{|}~\\-\\u{a1}-\\u{10ffff}]+";
const LOCAL_PART = new RegExp(`^${LOCAL_CHARACTERS}(\\.${LOCAL_CHARACTERS})*$`, 'u');
const DOMAIN = /^[\p{L}\p{M}\p{N}.\-\u3002\uff0e\uff61]+$/u;
const ASCII_DOMAIN = /^([a-z0-9][a-z0-9-]*\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

/** @returns undefined where the text is no e-mail address */
export function normalEmail(text: string): string | undefined {
  if (text.length > 2 * MAX_EMAIL_LENGTH) return undefined;
  const address = text.trim().normalize('NFC').toLowerCase().normalize('NFC');
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, Math.max(at, 0)), address.slice(at + 1)];
  if (!LOCAL_PART.test(local) || [...local].some(isBlank)) return undefined;
  if (Buffer.byteLength(local) > MAX_LOCAL_PART_BYTES) return undefined;
  const ascii = DOMAIN.test(domain) ? domainToASCII(domain) : '';
  if (!ASCII_DOMAIN.test(ascii)) return undefined;
  const email = `${local}@${ascii}`;
  return email.length > MAX_EMAIL_LENGTH ? undefined : email;
}

/** The address as people write it, with the domain in its own script. */
export function displayEmail(email: string): string {
  const at = email.lastIndexOf('@') + 1;
  return email.slice(0, at) + domainToUnicode(email.slice(at));
}
