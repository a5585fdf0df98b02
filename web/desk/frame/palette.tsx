// The command palette: screens, articles, and the transitions of the open article. A combo box whose list is always open.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { queryOf } from '../api/query-client.js';
import {
  PaletteDocument,
  type TransitionName,
  type TransitionSubjectFragment,
} from '../generated/operations.js';
import { ErrorNotice } from '../parts/notices.js';
import { useDebounced } from '../parts/use-debounced.js';
import { SavedFirst } from '../screens/article/saved-first.js';
import { TransitionDialog } from '../screens/article/transition-dialog.js';
import { targetFor } from '../screens/lists/article-link.js';
import { WORDS } from '../words/words.js';
import { useOpenArticle } from './open-article.js';
import { PaletteFoot, PaletteGroups } from './palette-list.js';
import { keyOf, matches, MIN_SEARCH_LENGTH, paletteGroups, type PaletteOption } from './palette-options.js';
import { usePlaces } from './places.js';
import { useViewer } from './use-session.js';

interface PaletteProps {
  readonly onClose: () => void;
  readonly onKeys: () => void;
}

const DEBOUNCE_MS = 150;
const MAX_FOUND = 8;
const MAX_RECENT = 5;

const paletteQuery = (typed: string) =>
  queryOf(
    'palette',
    PaletteDocument,
    typed.length < MIN_SEARCH_LENGTH
      ? { first: MAX_RECENT, where: null }
      : { first: MAX_FOUND, where: { search: typed } },
  );

interface Decision {
  readonly article: TransitionSubjectFragment;
  readonly name: TransitionName;
}

export function Palette({ onClose, onKeys }: PaletteProps) {
  const [deciding, setDeciding] = useState<Decision>();
  const saveFirst = useOpenArticle()?.saveFirst;
  if (deciding === undefined) {
    return (
      <PaletteDialog
        onClose={onClose}
        onKeys={onKeys}
        onDecide={(article, name) => setDeciding({ article, name })}
      />
    );
  }
  const { name } = deciding;
  const dialog = (article: TransitionSubjectFragment) => (
    <TransitionDialog article={article} name={name} onClose={onClose} onDone={onClose} />
  );
  if (saveFirst === undefined) return dialog(deciding.article);
  return (
    <SavedFirst save={saveFirst} name={name} onClose={onClose}>
      {dialog}
    </SavedFirst>
  );
}

interface PaletteDialogProps extends PaletteProps {
  readonly onDecide: (article: TransitionSubjectFragment, name: TransitionName) => void;
}

function PaletteDialog({ onClose, onKeys, onDecide }: PaletteDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const viewer = useViewer();
  const navigate = useNavigate();
  const openArticle = useOpenArticle()?.article;
  const places = usePlaces().flat();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string>();
  const typed = text.trim();
  const searched = useDebounced(typed, DEBOUNCE_MS);
  const query = useQuery({ ...paletteQuery(searched), placeholderData: keepPreviousData });
  const isAnswered = searched === typed && typed.length >= MIN_SEARCH_LENGTH && !query.isPlaceholderData;
  // Until the response comes, Enter must not open an article of an earlier search.
  const articles = (query.data?.articles.nodes ?? []).filter(
    ({ working }) => isAnswered || matches(working.title, typed),
  );
  const groups = paletteGroups({ typed, openArticle, articles, places });
  const options = groups.flatMap((group) => group.options);
  const at = Math.max(
    0,
    options.findIndex((option) => keyOf(option) === chosen),
  );
  const optionId = (index: number) => `${id}-${index}`;

  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, at]);

  const choose = (option: PaletteOption) => {
    if (option.is === 'keys') return onKeys();
    if (option.is === 'transition') {
      const { article, option: transition } = option;
      // For one that is not allowed, the dialog says why.
      if (!transition.allowed || transition.name !== 'EDIT') return onDecide(article, transition.name);
      void navigate({ to: '/articles/$articleId/write', params: { articleId: article.id } });
    } else if (option.is === 'article') {
      const to = `/articles/$articleId/${targetFor(viewer, option.article)}` as const;
      void navigate({ to, params: { articleId: option.article.id } });
    } else {
      void navigate({ to: option.is === 'place' ? option.place.to : '/articles/new' });
    }
    onClose();
  };

  const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1 };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    // These keys belong to the input method.
    if (event.nativeEvent.isComposing) return;
    const step = steps[event.key];
    const option = options[at];
    if (step !== undefined && options.length > 0) {
      event.preventDefault();
      const next = options[(step + options.length) % options.length];
      if (next !== undefined) setChosen(keyOf(next));
    } else if (event.key === 'Enter' && option !== undefined) {
      event.preventDefault();
      choose(option);
    }
  };

  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label={WORDS.palette.label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <input
        type="text"
        role="combobox"
        autoFocus
        aria-label={WORDS.palette.label}
        aria-expanded={options.length > 0}
        aria-controls={`${id}-found`}
        aria-autocomplete="list"
        aria-activedescendant={options.length > 0 ? optionId(at) : undefined}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(undefined);
        }}
      />
      <p className="hidden" role="status">
        {typed !== '' && WORDS.palette.count(options.length)}
      </p>
      {query.isError && <ErrorNotice error={query.error} />}
      <PaletteGroups
        id={`${id}-found`}
        groups={groups}
        typed={typed}
        chosen={at}
        optionId={optionId}
        onChoose={choose}
      />
      {options.length === 0 && !query.isFetching && <p className="palette-empty">{WORDS.palette.nothing}</p>}
      <PaletteFoot />
    </dialog>
  );
}
