// In which language and direction a title stands, as far as its letters tell: for fonts, hyphens and screen readers.

const LANGUAGES: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Georgian}/u, 'ka'],
  [/\p{Script=Armenian}/u, 'hy'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Arabic}/u, 'ar'],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/\p{Script=Han}/u, 'zh'],
  [/\p{Script=Thai}/u, 'th'],
];
const RIGHT_TO_LEFT = new Set(['ar', 'he']);

export interface Script {
  readonly lang: string | undefined;
  readonly dir: 'rtl' | undefined;
}

/** By the script of the text's first letters; undefined where that tells no one language. */
export function scriptOf(text: string): Script {
  const letters = /\p{L}{1,3}/u.exec(text)?.[0] ?? '';
  const lang = LANGUAGES.find(([script]) => script.test(letters))?.[1];
  return { lang, dir: lang !== undefined && RIGHT_TO_LEFT.has(lang) ? 'rtl' : undefined };
}
