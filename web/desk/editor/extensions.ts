// The CodeMirror extensions of the editor.
import { history, historyKeymap, standardKeymap } from '@codemirror/commands';
import { closeSearchPanel, findNext, findPrevious, openSearchPanel, search } from '@codemirror/search';
import { Annotation, EditorState, Prec, type Extension } from '@codemirror/state';
import { EditorView, keymap, panels, placeholder } from '@codemirror/view';
import { scriptOf } from '../words/script-of.js';
import { WORDS } from '../words/words.js';
import { run } from './commands.js';
import { insertMenu } from './insert-menu.js';
import { lineBreakKeys } from './line-breaks.js';
import { markdownLook } from './look.js';
import { looseEndMarks } from './loose-end-marks.js';
import { markdownLanguage } from './markdown.js';
import { pasteAsMarkdown } from './paste.js';
import { pressedMouse } from './pressed.js';

/** Marks changes by the program: the text of another revision. */
export const isReplacement = Annotation.define<boolean>();

/** Scrolling keeps the cursor clear of the pinned toolbar and save bar. */
const MARGIN_PX = 16;
const FOOT_HEIGHT_PX = 72;

interface Setup {
  readonly label: string;
  readonly lang: string | undefined;
  /** Where find and replace opens. */
  readonly panel: HTMLElement;
}

/** Tab is not bound: it must move the focus out of the editor. */
const KEYS = [
  { key: 'Mod-b', run: (view: EditorView) => run(view, 'bold') },
  { key: 'Mod-i', run: (view: EditorView) => run(view, 'italic') },
  { key: 'Mod-k', run: (view: EditorView) => run(view, 'link'), stopPropagation: true },
];
const FIND_KEYS = [
  { key: 'Mod-f', run: openSearchPanel, scope: 'editor search-panel' },
  { key: 'F3', run: findNext, shift: findPrevious, scope: 'editor search-panel', preventDefault: true },
  { key: 'Mod-g', run: findNext, shift: findPrevious, scope: 'editor search-panel', preventDefault: true },
  { key: 'Escape', run: closeSearchPanel, scope: 'editor search-panel' },
];

/** The page's nonce, under its policy, for the style elements that CodeMirror writes. */
const pageNonce = () => document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce ?? '';

/** Of the content; the language and the direction by its letters, where the article names none. */
export const contentAttributes = ({ label, lang }: Pick<Setup, 'label' | 'lang'>): Extension =>
  EditorView.contentAttributes.of(({ state }) => {
    const script = scriptOf(state.sliceDoc(0, 200));
    const language = lang ?? script.lang;
    return {
      'aria-label': label,
      spellcheck: 'true',
      autocorrect: 'on',
      autocapitalize: 'sentences',
      ...(language === undefined ? {} : { lang: language }),
      ...(script.dir === undefined ? {} : { dir: script.dir }),
    };
  });

/** The margins that the toolbar covers; on a phone, find and replace is at the foot. */
function scrollMargins({ top, bottom }: DOMRect): { top: number; bottom: number } {
  const isAtFoot = top > window.innerHeight / 2 && bottom > top;
  return isAtFoot
    ? { top: MARGIN_PX, bottom: window.innerHeight - top + MARGIN_PX }
    : { top: Math.max(0, bottom) + MARGIN_PX, bottom: FOOT_HEIGHT_PX };
}

export const editorExtensions = ({ panel }: Pick<Setup, 'panel'>): Extension => [
  EditorView.cspNonce.of(pageNonce()),
  EditorState.phrases.of(WORDS.editor.phrases),
  markdownLanguage,
  history(),
  EditorView.lineWrapping,
  placeholder(WORDS.editor.placeholder),
  pressedMouse,
  markdownLook,
  looseEndMarks,
  pasteAsMarkdown(),
  insertMenu,
  search({ top: true }),
  panels({ topContainer: panel }),
  EditorView.scrollMargins.of(() => scrollMargins(panel.getBoundingClientRect())),
  Prec.high(keymap.of(KEYS)),
  keymap.of([...lineBreakKeys, ...FIND_KEYS, ...historyKeymap, ...standardKeymap]),
];
