import { usePageTitle } from '../../frame/page-title.js';
import { useQuery } from '@tanstack/react-query';
import { ErrorNotice } from '../../parts/notices.js';
import { SessionList } from '../../parts/session-list.js';
import { WORDS } from '../../words/words.js';
import { ApiTokens } from './api-tokens.js';
import { BrowserSettings } from './browser-settings.js';
import { PasswordForm } from './password-form.js';
import { settingsQuery } from './settings.data.js';
import { ViewerForm } from './viewer-form.js';

export function SettingsScreen() {
  const { data, error, refetch } = useQuery(settingsQuery());
  const words = WORDS.settings;
  usePageTitle(WORDS.frame.settings);
  return (
    <div className="page stack settings">
      <div className="page-head">
        <h1>{WORDS.frame.settings}</h1>
      </div>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <div className="settings-pair">
            <ViewerForm viewer={data.viewer} />
            <PasswordForm email={data.viewer.email ?? ''} />
          </div>
          <div className="settings-pair">
            <section aria-labelledby="sessions">
              <h2 className="section-head" id="sessions">
                {words.sessions}
              </h2>
              <SessionList sessions={data.viewer.sessions} none={words.noSessions} />
            </section>
            <BrowserSettings />
          </div>
          {data.apiTokens && <ApiTokens tokens={data.apiTokens} />}
        </>
      )}
    </div>
  );
}
