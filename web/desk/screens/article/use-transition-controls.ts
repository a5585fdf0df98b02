// The state of an article's transition buttons: which of them shows why it is not allowed, and whose dialog is open.
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { TransitionName, TransitionSubjectFragment } from '../../generated/operations.js';
import { groupTransitions, optionOf, type Side } from './transition-groups.js';

interface ReviewedRevision {
  readonly id: string;
  readonly number: number;
}

export interface TransitionControls {
  /** The revision that APPROVE approves; undefined: the working copy. */
  readonly reviewed: ReviewedRevision | undefined;
  /** The transition whose blockers are shown. */
  readonly explained: TransitionName | undefined;
  readonly toggle: (name: TransitionName) => void;
  /** Shows the blockers, and focuses the transition's button. */
  readonly explain: (name: TransitionName) => void;
  /** The transition whose dialog is open. */
  readonly opened: TransitionName | undefined;
  readonly open: (name: TransitionName) => void;
  readonly close: () => void;
  /** Does what a click on its button does; for its key. */
  readonly activate: (name: TransitionName) => void;
  readonly showsOthers: Readonly<Record<Side, boolean>>;
  readonly setShowsOthers: (side: Side, shows: boolean) => void;
}

export function useTransitionControls(
  article: TransitionSubjectFragment,
  reviewed?: ReviewedRevision,
): TransitionControls {
  const navigate = useNavigate();
  const [explained, setExplained] = useState<TransitionName>();
  const [opened, setOpened] = useState<TransitionName>();
  const [toFocus, setToFocus] = useState<TransitionName>();
  const [showsOthers, setOthers] = useState<Readonly<Record<Side, boolean>>>({
    working: false,
    readers: false,
  });
  useEffect(() => {
    if (toFocus === undefined) return;
    const button = document.getElementById(`transition-${toFocus}`);
    button?.focus();
    button?.scrollIntoView({ block: 'center' });
    setToFocus(undefined);
  }, [toFocus]);
  const setShowsOthers = (side: Side, shows: boolean) => setOthers((now) => ({ ...now, [side]: shows }));
  const explain = (name: TransitionName) => {
    for (const side of ['working', 'readers'] as const) {
      if (groupTransitions(side, article).others.some((option) => option.name === name))
        setShowsOthers(side, true);
    }
    setExplained(name);
    setToFocus(name);
  };
  return {
    reviewed,
    explained,
    toggle: (name) => setExplained(explained === name ? undefined : name),
    explain,
    opened,
    open: setOpened,
    close: () => setOpened(undefined),
    activate: (name) => {
      if (!optionOf(article, name)?.allowed) explain(name);
      else if (name !== 'EDIT') setOpened(name);
      else void navigate({ to: '/articles/$articleId/write', params: { articleId: article.id } });
    },
    showsOthers,
    setShowsOthers,
  };
}
