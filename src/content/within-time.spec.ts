import { UnrenderableMarkdown, withinTime } from './within-time.js';

test('answers what the work answers', () => {
  expect(withinTime(1_000, () => ['a'])).toEqual(['a']);
});

test('interrupts work that does not end', () => {
  const forever = () => {
    for (;;);
  };
  expect(() => withinTime(20, forever)).toThrow(UnrenderableMarkdown);
});

test('survives a stack that is used up', () => {
  const deeper = (): number => 1 + deeper();
  expect(() => withinTime(1_000, deeper)).toThrow(UnrenderableMarkdown);
});

test.each([new Error('a fault'), new RangeError('Invalid array length'), 'a string'])(
  'a fault of ours stays one: %s',
  (fault) => {
    const thrown = thrownBy(() => withinTime(1_000, () => fail(fault)));
    expect(thrown).toBe(fault);
  },
);

function fail(fault: unknown): never {
  throw fault;
}

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
