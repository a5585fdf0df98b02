// What the transitions of an article are doing on its screen: which of them explains itself, and whose dialog is open.
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { TransitionName, TransitionSubjectFragment } from '../../generated/operations.js';
import { movesOf, optionOf, type Side } from './moves.js';

interface ReadRevision {
  readonly id: string;
  readonly number: number;
}

export interface Decide {
  /** The revision that was read, which approving is about; undefined: the working copy. */
  readonly read: ReadRevision | undefined;
  /** The transition that says why it cannot be made. */
  readonly explained: TransitionName | undefined;
  readonly toggle: (name: TransitionName) => void;
  /** Shows the reason, and goes to it. */
  readonly explain: (name: TransitionName) => void;
  /** The transition whose dialog is open. */
  readonly opened: TransitionName | undefined;
  readonly open: (name: TransitionName) => void;
  readonly close: () => void;
  /** As its button, by its key. */
  readonly press: (name: TransitionName) => void;
  readonly showsOthers: Readonly<Record<Side, boolean>>;
  readonly setShowsOthers: (side: Side, shows: boolean) => void;
}

export function useDecide(article: TransitionSubjectFragment, read?: ReadRevision): Decide {
  const navigate = useNavigate();
  const [explained, setExplained] = useState<TransitionName>();
  const [opened, setOpened] = useState<TransitionName>();
  const [sought, setSought] = useState<TransitionName>();
  const [showsOthers, setOthers] = useState<Readonly<Record<Side, boolean>>>({
    working: false,
    readers: false,
  });
  useEffect(() => {
    if (sought === undefined) return;
    const button = document.getElementById(`move-${sought}`);
    button?.focus();
    button?.scrollIntoView({ block: 'center' });
    setSought(undefined);
  }, [sought]);
  const setShowsOthers = (side: Side, shows: boolean) => setOthers((now) => ({ ...now, [side]: shows }));
  const explain = (name: TransitionName) => {
    for (const side of ['working', 'readers'] as const) {
      if (movesOf(side, article).others.some((option) => option.name === name)) setShowsOthers(side, true);
    }
    setExplained(name);
    setSought(name);
  };
  return {
    read,
    explained,
    toggle: (name) => setExplained(explained === name ? undefined : name),
    explain,
    opened,
    open: setOpened,
    close: () => setOpened(undefined),
    press: (name) => {
      if (!optionOf(article, name)?.allowed) explain(name);
      else if (name !== 'EDIT') setOpened(name);
      else void navigate({ to: '/articles/$articleId/write', params: { articleId: article.id } });
    },
    showsOthers,
    setShowsOthers,
  };
}
