// The script of the explorer's page: GraphiQL, and above it a bar to sign in or to enter a preview token. The page's data-page
// attribute says which API it explores, the paths of both APIs, and the addresses of the bundle's workers.

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
import { provideWorkers, type WorkerFiles } from './monaco-workers.js';
import { PreviewBar, sendingPreviewToken } from './preview-bar.js';
import { SessionBar } from './session-bar.js';
import { DELIVERY_QUERY, DESK_QUERY } from './starting-queries.js';

type GraphiQLProps = ComponentProps<typeof GraphiQL>;

/** Written by src/web/explorer-page.ts. */
interface Page {
  readonly explores: 'delivery' | 'desk';
  readonly paths: Readonly<Record<'delivery' | 'desk', string>>;
  readonly workers: WorkerFiles;
}

/** GraphiQL's storage, one for each API: the tabs and the history of one are of no use in the other. */
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
  readonly page: Page;
  readonly bar: ReactNode;
  readonly fetcher: GraphiQLProps['fetcher'];
}

function Explorer({ page: { explores, paths }, bar, fetcher }: ExplorerProps) {
  const parameters = new URLSearchParams(location.search);
  return (
    <>
      <header className="copydesk-bar">
        <h1>Copydesk</h1>
        <nav aria-label="APIs">
          <a href={paths.delivery} aria-current={explores === 'delivery' ? 'page' : undefined}>
            Delivery API
          </a>
          <a href={paths.desk} aria-current={explores === 'desk' ? 'page' : undefined}>
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

const sendToDesk = sendTo(page.paths.desk);
const sendToDelivery = sendTo(page.paths.delivery);

// Needed on the delivery explorer's page too, which a tab may show between two pages of the desk explorer.
const session = new DeskSession(sendToDesk, sessionStorage);
addEventListener('pagehide', () => session.onPageHide());
addEventListener('pageshow', ({ persisted }) => persisted && session.onPageShow());

const explorer =
  page.explores === 'desk' ? (
    <Explorer
      page={page}
      bar={<SessionBar session={session} />}
      fetcher={fetcherOver(sendToDesk, session.sendSigned)}
    />
  ) : (
    <Explorer
      page={page}
      bar={<PreviewBar />}
      fetcher={fetcherOver(sendToDelivery, sendingPreviewToken(sendToDelivery))}
    />
  );
createRoot(root).render(explorer);
