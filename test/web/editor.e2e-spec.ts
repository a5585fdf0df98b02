// Writing a body, in a browser.
import { tests as examples } from 'commonmark-spec';
import type { Browser, Locator, Page } from 'playwright-core';
import { accessibilityFaults, describeInBrowser, launchBrowser } from '../support/browser.js';
import { openEditor, select, valueOf } from '../support/editor-page.js';

const TEXT = [
  'Under the plan **the state keeps 51 per cent** of it.',
  '## Who pays',
  'The breakwater is put at TK million, and [the contract](https://example.org/c) that says ?? is not public.',
].join('\n\n');

describeInBrowser('the editor of a body', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(() => page.context().close());
  afterAll(() => browser.close());

  const body = (): Locator => page.getByRole('textbox', { name: 'Body' });
  const tool = (name: string): Locator =>
    page.getByRole('toolbar').getByRole('button', { name, exact: true });
  const shownText = (): Promise<string> => body().innerText();
  /** Waits until the text is that. */
  const becomes = (text: string) =>
    page.waitForFunction((expected) => globalThis.editing.handle.value() === expected, text);
  const open = async (text: string, at?: number, options?: Parameters<typeof openEditor>[2]) => {
    page = await openEditor(browser, text, options);
    if (at !== undefined) await select(page, at);
  };

  test('every example of the CommonMark specification stays as it is, and typing and deleting gives it back', async () => {
    await open('');
    const texts = examples.map(({ markdown }) => markdown.replaceAll('→', '\t'));
    expect(texts).toHaveLength(652);
    const changed: unknown[] = [];
    for (const text of texts) {
      const shown = await page.evaluate((markdown) => {
        const { handle } = globalThis.editing;
        handle.replace(markdown);
        handle.select(markdown.length >> 1, markdown.length >> 1);
        return handle.value();
      }, text);
      await page.keyboard.insertText('word');
      const written = await page.evaluate((at) => {
        const { handle } = globalThis.editing;
        handle.select(at, at + 'word'.length);
        return handle.value();
      }, text.length >> 1);
      await page.keyboard.press('Backspace');
      const after = await valueOf(page);
      const expected = `${text.slice(0, text.length >> 1)}word${text.slice(text.length >> 1)}`;
      if (shown !== text || written !== expected || after !== text) {
        changed.push({ text, shown, written, after });
      }
    }
    expect(changed).toEqual([]);
  }, 120_000);

  test('marks are hidden away from the cursor, and are there on its line', async () => {
    await open(TEXT, 0);
    expect(await shownText()).toContain('Under the plan **the state keeps 51 per cent** of it.');
    expect(await shownText()).toContain('\nWho pays\n');
    expect(await shownText()).not.toContain('example.org');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.getByText('## Who pays').waitFor();
    expect(await shownText()).toContain('Under the plan the state keeps 51 per cent of it.');
    expect(await valueOf(page)).toBe(TEXT);
  });

  test('TK and ?? are marked, as one types them too', async () => {
    await open(TEXT, 0);
    const marked = () => page.locator('.tk').allInnerTexts();
    expect(await marked()).toEqual(['TK', '??']);
    await page.keyboard.type('TK ');
    expect(await marked()).toEqual(['TK', 'TK', '??']);
  });

  test('the toolbar puts formats on and off with the mouse, and shows which there are', async () => {
    await open(TEXT, TEXT.indexOf('state'));
    expect(await tool('Bold').getAttribute('aria-pressed')).toBe('true');
    expect(await tool('Italic').getAttribute('aria-pressed')).toBe('false');
    await tool('Bold').click();
    await becomes(TEXT.replaceAll('**', ''));
    expect(await tool('Bold').getAttribute('aria-pressed')).toBe('false');
    await page.keyboard.press('Control+z');
    await becomes(TEXT);
    await select(page, TEXT.indexOf('Who'));
    expect(await tool('Heading').getAttribute('aria-pressed')).toBe('true');
    await tool('Heading').click();
    await tool('Quote').click();
    await becomes(TEXT.replace('## ', '> '));
  });

  test('the toolbar is one stop of Tab, and the arrow keys lead through it', async () => {
    await open('one', 3);
    await page.keyboard.press('Shift+Tab');
    expect(await tool('Bold').evaluate((node) => node === document.activeElement)).toBe(true);
    await page.keyboard.press('End');
    expect(await tool('Table').evaluate((node) => node === document.activeElement)).toBe(true);
    for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await becomes('- one');
    // The focus is back in the text, and Tab leaves it.
    await page.keyboard.type('!');
    await becomes('- one!');
    await page.keyboard.press('Tab');
    expect(await body().evaluate((node) => node.contains(document.activeElement))).toBe(false);
    expect(await valueOf(page)).toBe('- one!');
  });

  test('a slash at the beginning of a line opens a menu, elsewhere it is a slash', async () => {
    await open('one', 3);
    await page.keyboard.type(' and/or');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('listbox').count()).toBe(0);
    await page.keyboard.type('/he');
    await page.getByRole('listbox').getByRole('option', { name: 'Heading' }).waitFor();
    await page.keyboard.press('Enter');
    await becomes('one and/or\n\n## ');
    await page.keyboard.type('Who');
    await becomes('one and/or\n\n## Who');
  });

  test('Ctrl B, I and K are bold, italic and link', async () => {
    await open('one two three', 5);
    await page.keyboard.press('Control+b');
    await becomes('one **two** three');
    await page.keyboard.press('Control+b');
    await page.keyboard.press('Control+i');
    await becomes('one *two* three');
    await page.keyboard.press('Control+i');
    await page.keyboard.press('Control+k');
    await becomes('one [two](https://) three');
    await page.keyboard.type('https://example.org');
    await becomes('one [two](https://example.org) three');
  });

  const paste = (html: string | undefined, plain: string) =>
    body().evaluate(
      (node, [formatted, text]) => {
        const clipboardData = new DataTransfer();
        if (formatted !== undefined) clipboardData.setData('text/html', formatted);
        clipboardData.setData('text/plain', text);
        node.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      },
      [html, plain] as const,
    );

  test('pasted formatting becomes Markdown where the cursor was, though writing goes on meanwhile', async () => {
    await open('before after', 'before '.length);
    await paste('<p>a <b>bold</b> word </p>', 'a bold word ');
    await page.keyboard.type('! ');
    await becomes('before a **bold** word! after');
  });

  test('plain text is pasted as it is, and so is everything with Shift', async () => {
    await open('', 0);
    await paste(undefined, '2 * 3 **4**\r\n\tfive\n');
    await becomes('2 * 3 **4**\n\tfive\n');
    await page.keyboard.down('Shift');
    await paste('<b>bold</b>', 'bold');
    await page.keyboard.up('Shift');
    await becomes('2 * 3 **4**\n\tfive\nbold');
  });

  test('a composition is not disturbed, on a line with marks', async () => {
    await open(TEXT, TEXT.indexOf('state keeps'));
    const client = await page.context().newCDPSession(page);
    const compose = (text: string) =>
      client.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    const with_ = (word: string) => TEXT.replace('state keeps', `${word}state keeps`);
    for (const text of ['こ', 'こく', 'こくか']) {
      await compose(text);
      await becomes(with_(text));
    }
    await client.send('Input.insertText', { text: '国家' });
    await becomes(with_('国家'));
    // What is composed is marked when it is done, and not before.
    await compose(' TK ');
    await becomes(with_('国家 TK '));
    expect(await page.locator('.tk').count()).toBe(2);
    await client.send('Input.insertText', { text: ' TK ' });
    await becomes(with_('国家 TK '));
    await page.locator('.tk').nth(2).waitFor();
  });

  test('a text that is replaced keeps the cursor, calls nobody, and is not undone', async () => {
    await open(TEXT, TEXT.indexOf('The breakwater'));
    await page.keyboard.type('mine ');
    await page.evaluate(
      (text) => globalThis.editing.handle.replace(text),
      `Above.\n\n${TEXT.replace('The breakwater', 'mine The breakwater')}`,
    );
    const calls = await page.evaluate(() => globalThis.editing.changes.length);
    expect(calls).toBe('mine '.length);
    await page.keyboard.type('own ');
    await becomes(`Above.\n\n${TEXT.replace('The breakwater', 'mine own The breakwater')}`);
    for (let i = 0; i < 5; i++) await page.keyboard.press('Control+z');
    await becomes(`Above.\n\n${TEXT}`);
  });

  test('the plain text area keeps the text and the handle, and gives both back', async () => {
    await open(TEXT, 0);
    await page.keyboard.type('One. ');
    await page.evaluate(() => globalThis.editing.setPreferences({ plainEditor: true }));
    await page.getByRole('toolbar').waitFor({ state: 'detached' });
    expect(await body().inputValue()).toBe(`One. ${TEXT}`);
    await select(page, 'One. '.length);
    await page.keyboard.type('Two. ');
    await page.evaluate((text) => globalThis.editing.handle.replace(text), `Zero. One. Two. ${TEXT}`);
    await page.keyboard.type('Three. ');
    expect(await body().inputValue()).toBe(`Zero. One. Two. Three. ${TEXT}`);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.evaluate(() => globalThis.editing.setPreferences({ plainEditor: false }));
    await page.getByRole('toolbar').waitFor();
    expect(await valueOf(page)).toBe(`Zero. One. Two. Three. ${TEXT}`);
    await body().press('Control+Home');
    await page.keyboard.type('!');
    await becomes(`!Zero. One. Two. Three. ${TEXT}`);
  });

  test('find and replace, by keyboard', async () => {
    await open(TEXT, 0);
    await page.keyboard.press('Control+f');
    await page.keyboard.type('the');
    await page.getByLabel('Replace with').fill('a');
    await page.getByRole('button', { name: 'Replace all' }).click();
    await becomes(TEXT.replace(/the/gi, 'a'));
    await page.keyboard.press('Escape');
    expect(await body().evaluate((node) => node === document.activeElement)).toBe(true);
  });

  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 320],
  ] as const)('axe finds nothing, with find and the menu open, %s at %i px', async (colorScheme, width) => {
    const text = `${TEXT}\n\n> quote\n\n- list\n\n| a | b |\n| - | - |\n| c | d |\n\n![words](https://example.org/a.png)\n\n`;
    await open(text, text.length, { colorScheme, viewport: { width, height: 800 } });
    await page.keyboard.type('/');
    await page.getByRole('listbox').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+f');
    await page.getByLabel('Find', { exact: true }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0);
  });
});
