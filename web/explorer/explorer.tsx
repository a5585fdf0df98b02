// What the explorer's page runs: GraphiQL, and above it a bar with the way in. The server says in the page which API
// it explores, and where the bundle's workers are.

import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './explorer.css';
import { GraphiQL } from 'graphiql';
import { type ComponentProps, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { DeskSession } from './desk-session.js';
import { fetcherOver } from './fetcher.js';
import { sendTo } from './graphql-request.js';
import { provideWorkers } from './monaco-workers.js';
import { PreviewBar, sendingPreviewToken } from './preview-bar.js';
import { SessionBar } from './session-bar.js';
import { DELIVERY_QUERY, DESK_QUERY } from './starting-queries.js';

type GraphiQLProps = ComponentProps<typeof GraphiQL>;

interface Page {
  readonly explores: 'delivery' | 'desk';
  readonly workers: Parameters<typeof provideWorkers>[0];
}

const DELIVERY = '/graphql';
const DESK = '/graphql/desk';

/** GraphiQL's own storage, apart for each explorer: one's tabs and history are of no use in the other. */
const storageOf = (explores: string): GraphiQLProps['storage'] => {
  const key = (name: string) => `copydesk.${explores}:${name}`;
  const keys = () => Object.keys(localStorage).filter((name) => name.startsWith(key('')));
  return {
    getItem: (name) => localStorage.getItem(key(name)),
    setItem: (name, value) => localStorage.setItem(key(name), value),
    removeItem: (name) => localStorage.removeItem(key(name)),
    clear: () => keys().forEach((name) => localStorage.removeItem(name)),
    get length() {
      return keys().length;
    },
  };
};

interface ExplorerProps {
  readonly explores: Page['explores'];
  readonly bar: ReactNode;
  readonly fetcher: GraphiQLProps['fetcher'];
}

function Explorer({ explores, bar, fetcher }: ExplorerProps) {
  const parameters = new URLSearchParams(location.search);
  return (
    <>
      <header className="copydesk-bar">
        <h1>Copydesk</h1>
        <nav aria-label="APIs">
          <a href={DELIVERY} aria-current={explores === 'delivery' ? 'page' : undefined}>
            Delivery API
          </a>
          <a href={DESK} aria-current={explores === 'desk' ? 'page' : undefined}>
            Desk API
          </a>
        </nav>
        {bar}
      </header>
      <main>
        <GraphiQL
          fetcher={fetcher}
          defaultQuery={explores === 'desk' ? DESK_QUERY : DELIVERY_QUERY}
          initialQuery={parameters.get('query') ?? undefined}
          initialVariables={parameters.get('variables') ?? undefined}
          shouldPersistHeaders={false}
          storage={storageOf(explores)}
        >
          <GraphiQL.Logo>
            <></>
          </GraphiQL.Logo>
        </GraphiQL>
      </main>
    </>
  );
}

const root = document.querySelector<HTMLElement>('#explorer');
if (!root) throw new Error('The page has no place for the explorer');
const page = JSON.parse(root.dataset['page'] ?? '') as Page;
provideWorkers(page.workers);

// On the delivery explorer's page too: it is on the way from one page of the desk explorer to the next.
const session = new DeskSession(sendTo(DESK), sessionStorage);
addEventListener('pagehide', () => session.leave());
addEventListener('pageshow', ({ persisted }) => persisted && session.comeBack());

const explorer =
  page.explores === 'desk' ? (
    <Explorer
      explores="desk"
      bar={<SessionBar session={session} />}
      fetcher={fetcherOver(sendTo(DESK), session.sendSigned)}
    />
  ) : (
    <Explorer
      explores="delivery"
      bar={<PreviewBar />}
      fetcher={fetcherOver(sendTo(DELIVERY), sendingPreviewToken(sendTo(DELIVERY)))}
    />
  );
createRoot(root).render(explorer);
