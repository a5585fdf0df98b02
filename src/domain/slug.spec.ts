import { MAX_SLUG_LENGTH, isSlug, nextFreeSlug, numberedSlug, slugFrom } from './slug.js';

describe('slugFrom', () => {
  test.each([
    ['Rail freight doubles', 'rail-freight-doubles'],
    ['  Ports,  ferries & 4.5 million tonnes — in 2024!', 'ports-ferries-4-5-million-tonnes-in-2024'],
    ['Kazakhstan’s “dry port”', 'kazakhstans-dry-port'],
    ['Қазақстан теміржолы: 2-бөлім', 'qazaqstan-temirzholy-2-bolim'],
    ['Большой мост', 'bolshoy-most'],
    ['საქართველოს რკინიგზა', 'sakartvelos-rkinigza'],
    ['中国经济', 'zhongguojingji'],
    ['السكك الحديدية', 'lskk-lhdydyh'],
    ['İSTANBUL’da ılık', 'istanbulda-ilik'],
    ['Straße in Größe', 'strasse-in-grosse'],
    ['ประเทศไทย', 'praethsaithy'],
    ['한국 경제', 'hangug-gyeongje'],
    ['Հայաստան', 'hayastan'],
    ['O‘zbekiston', 'ozbekiston'],
    ['हिन्दी', 'hindi'],
    ['Ελλάδα', 'ellada'],
    ['Trains 🚂🚃 and love❤️', 'trains-and-love'],
  ])('converts %s to a slug', (title, slug) => {
    expect(slugFrom(title)).toBe(slug);
  });

  test.each([
    '',
    '   ',
    '—!?',
    '🚂🚃',
    '👨‍👩‍👧',
    '🇰🇿',
    '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
  ])('gives no slug for %j', (title) => {
    expect(slugFrom(title)).toBe('');
  });

  test('gives canonically equal titles one slug', () => {
    expect(slugFrom('Чайкова'.normalize('NFD'))).toBe(slugFrom('Чайкова'.normalize('NFC')));
  });

  test('cuts between words, and within a word only if it is the only one', () => {
    expect(slugFrom('corridor '.repeat(20))).toBe('corridor-'.repeat(8) + 'corridor');
    expect(slugFrom(`${'x'.repeat(80)} y`)).toBe('x'.repeat(80));
    expect(slugFrom('x'.repeat(300))).toBe('x'.repeat(80));
  });

  test('gives a valid slug for any title', () => {
    for (let code = 0; code <= 0x1ffff; code += 1) {
      const slug = slugFrom(`a${String.fromCodePoint(code)}b`);
      if (!isSlug(slug)) throw new Error(`U+${code.toString(16)} gives ${slug}`);
    }
  });
});

test('isSlug accepts slugs and nothing else', () => {
  const good = ['a', '0', 'a-b', 'part-2-of-3', 'a'.repeat(MAX_SLUG_LENGTH)];
  const bad = [
    '',
    '-',
    '-a',
    'a-',
    'a--b',
    'A',
    'a_b',
    'a b',
    'é',
    'a\n',
    'a/b',
    'a'.repeat(MAX_SLUG_LENGTH + 1),
  ];
  expect(good.filter((value) => !isSlug(value))).toEqual([]);
  expect(bad.filter(isSlug)).toEqual([]);
});

describe('numberedSlug', () => {
  test('gives the first no number', () => {
    expect([1, 2, 13].map((n) => numberedSlug('trade', n))).toEqual(['trade', 'trade-2', 'trade-13']);
  });

  test('shortens the slug to fit the number', () => {
    const base = `${'a'.repeat(97)}-bc`;
    expect(numberedSlug(base, 1)).toBe(base);
    // Cutting three characters would leave the hyphen.
    expect(numberedSlug(base, 2)).toBe(`${'a'.repeat(97)}-2`);
    expect(numberedSlug('a'.repeat(100), 1000)).toBe(`${'a'.repeat(95)}-1000`);
  });
});

test('nextFreeSlug takes the first unused number', () => {
  expect(nextFreeSlug('trade', [])).toBe('trade');
  expect(nextFreeSlug('trade', ['trade-2'])).toBe('trade');
  expect(nextFreeSlug('trade', new Set(['trade', 'trade-2', 'trade-4']))).toBe('trade-3');
});
