// Which passwords are refused because they are soon guessed: those that are common, repeat themselves, follow the keyboard, or are
// the user's own name or address. Only new passwords are looked at; whoever has another one signs in with it.
import type { MatchExtended } from '@zxcvbn-ts/core';
import { badUserInput, type FieldError } from '../../domain/errors.js';
import { isOfPasswordLength } from '../../domain/password-length.js';
import { isBlank } from '../../domain/text.js';

/** Of 0 to 4; 3 takes ten to the eighth guesses or more. */
const MIN_SCORE = 3;
/** Characters that are left of a password without its owner's name and address. */
const MIN_IMPERSONAL_LENGTH = 6;
const MAX_PERSONAL_LENGTH = 254;
/** As much of a password is scored: what comes after can only make it better, and the cost grows with the square. */
const MAX_SCORED_LENGTH = 40;
const ADVICE = 'Four or more words that do not belong together make a good one.';

const PERSONAL = 'it is made of the own name or address.';
const REASONS: Readonly<Record<string, string>> = {
  simpleRepeat: 'it repeats one character.',
  extendedRepeat: 'it repeats itself.',
  sequences: 'its characters follow one another.',
  straightRow: 'it is a row of keys.',
  keyPattern: 'it is a row of keys.',
  recentYears: 'years and dates are soon guessed.',
  dates: 'years and dates are soon guessed.',
  common: 'it is among the passwords that are tried first.',
  topTen: 'it is among the passwords that are tried first.',
  topHundred: 'it is among the passwords that are tried first.',
  similarToCommon: 'it is nearly one of the passwords that are tried first.',
};

/** Whose password it is to be. */
export interface PasswordOwner {
  readonly email: string;
  readonly name: string;
}

/** What makes the password easy to guess, as the end of a sentence; undefined where nothing does. */
export async function weaknessOf(password: string, owner: PasswordOwner): Promise<string | undefined> {
  if (isBlank(password)) return `nothing of it can be seen. ${ADVICE}`;
  const scored = [...password.normalize('NFKC')].slice(0, MAX_SCORED_LENGTH).join('');
  const words = personalWords(owner);
  if (isMostlyPersonal(scored, words)) return `${PERSONAL} ${ADVICE}`;
  const { estimator } = await import('./password-estimator.js');
  const { score, sequence, feedback } = estimator.check(scored, words);
  if (score >= MIN_SCORE) return undefined;
  const isPersonal = sequence.some((match: MatchExtended) => match.dictionaryName === 'userInputs');
  const reason = isPersonal ? PERSONAL : REASONS[feedback.warning ?? ''];
  return `${reason ?? 'it is too simple.'} ${ADVICE}`;
}

function personalWords(owner: PasswordOwner): string[] {
  // They may come from an input whose lengths have not been looked at.
  const [email, name] = [owner.email, owner.name].map((text) => text.slice(0, MAX_PERSONAL_LENGTH)) as [
    string,
    string,
  ];
  const [local = ''] = email.split('@', 1);
  const words = name.split(/\s+/u);
  const whole = [
    email,
    local,
    name,
    words.join(''),
    [...words].reverse().join(' '),
    [...words].reverse().join(''),
  ];
  return [...new Set([...whole, ...words, ...local.split(/[._+-]/)])].filter((word) => word.length > 2);
}

/** Longest words first, so that an address goes whole. */
function isMostlyPersonal(password: string, words: readonly string[]): boolean {
  const sorted = [...words].sort((a, b) => b.length - a.length);
  const left = sorted.reduce(
    (text, word) => text.replaceAll(word.normalize('NFKC').toLowerCase(), ' '),
    password.toLowerCase(),
  );
  const isLeft = (character: string) => /[^\s\p{P}]/u.test(character);
  return left !== password.toLowerCase() && [...left].filter(isLeft).length < MIN_IMPERSONAL_LENGTH;
}

/**
 * One whose length is wrong is not scored: that is said elsewhere.
 * @throws BAD_USER_INPUT where the password is easy to guess
 */
export async function assertStrong(field: string, password: unknown, owner: PasswordOwner): Promise<void> {
  if (typeof password !== 'string' || !isOfPasswordLength(password)) return;
  const weakness = await weaknessOf(password, owner);
  if (weakness === undefined) return;
  const error: FieldError = { path: ['input', field], message: `${field} is easy to guess: ${weakness}` };
  throw badUserInput([error]);
}
