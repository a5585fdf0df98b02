import { startApp } from './support/app.js';
import { codeOf, newsroom } from './support/newsroom.js';

const CREATE = 'mutation ($input: CreateArticleInput!) { createArticle(input: $input) { article { id } } }';

test('a body that renders too slowly is refused, blocks no other request, and the next body is rendered', async () => {
  const app = await startApp();
  const room = newsroom(app);
  const [editor, writer] = [await room.person('EDITOR'), await room.person('WRITER')];
  const authorIds = [await room.author(editor)];
  const order: string[] = [];
  const input = { title: 'Endless', body: '*_'.repeat(50_000), authorIds };
  const refused = room.ask(writer, CREATE, { input }).finally(() => order.push('endless'));
  // One after the other: a server that renders would get to few of them before it has done.
  for (let i = 0; i < 30; i++) {
    await app.delivery('{ __typename }');
    order.push('other');
  }
  const next = room.draft(writer, { authorIds }).finally(() => order.push('next'));
  const [answer] = await Promise.all([refused, next]);
  expect([codeOf(answer), answer.errors?.[0]?.extensions.fields[0].path]).toEqual([
    'BAD_USER_INPUT',
    ['input', 'body'],
  ]);
  expect(order).toEqual([...Array<string>(30).fill('other'), 'endless', 'next']);
  await app.close();
});

test('bodies that are saved at the same time each get their own rendering', async () => {
  const app = await startApp();
  const room = newsroom(app);
  const writer = await room.person('WRITER');
  const query = `mutation ($input: CreateArticleInput!) {
    createArticle(input: $input) { article { working { body { html } } } }
  }`;
  const bodies = { '# One': '<h1>One</h1>', '': '', '*Two*': '<p><em>Two</em></p>' };
  const saved = Object.keys(bodies).map((body) => room.run(writer, query, { input: { title: 'Any', body } }));
  const html = (await Promise.all(saved)).map((data) => data.createArticle.article.working.body.html);
  expect(html).toEqual(Object.values(bodies));
  await app.close();
});

test('a body that is nested too deeply is refused', async () => {
  const app = await startApp();
  const room = newsroom(app);
  const input = { title: 'Deep', body: '<div>'.repeat(20_000) };
  expect(codeOf(await room.ask(await room.person('WRITER'), CREATE, { input }))).toBe('BAD_USER_INPUT');
  await app.close();
});
