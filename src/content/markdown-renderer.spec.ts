import { MarkdownRenderer } from './markdown-renderer.js';
import { renderMarkdown } from './render-markdown.js';
import { UnrenderableMarkdown } from './unrenderable-markdown.js';

/** Delimiters that the parser compares one with all others. */
const ENDLESS = '*_'.repeat(50_000);

const renderer = new MarkdownRenderer();
afterAll(() => renderer.onApplicationShutdown());

test('answers what the rendering answers, to each its own', async () => {
  const bodies = ['# One\n\n*Two*', '', '| a |\n|---|\n| b |'];
  const rendered = await Promise.all(bodies.map((body) => renderer.render(body)));
  expect(rendered).toEqual(bodies.map((body) => renderMarkdown(body)));
});

test('what costs too much is refused, what waits behind it is rendered, and this thread goes on meanwhile', async () => {
  const order: string[] = [];
  const done = (what: string) => () => order.push(what);
  await Promise.all([
    expect(renderer.render(ENDLESS)).rejects.toThrow(UnrenderableMarkdown).then(done('endless')),
    expect(renderer.render('*a*')).resolves.toMatchObject({ html: '<p><em>a</em></p>' }).then(done('next')),
    new Promise((resolve) => setTimeout(resolve, 100)).then(done('timer')),
  ]);
  expect(order).toEqual(['timer', 'endless', 'next']);
});

test('what is nested too deeply is refused', async () => {
  await expect(renderer.render('<div>'.repeat(50_000))).rejects.toThrow(UnrenderableMarkdown);
});
