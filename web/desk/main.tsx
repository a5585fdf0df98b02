// Renders the desk into its page.
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/query-client.js';
import { applyPreferences } from './frame/preferences.js';
import { ExpiredSession } from './frame/expired-session.js';
import { Toasts } from './parts/toasts.js';
import { router } from './router.js';
import { WORDS } from './words/words.js';
import './styles/desk.css';

const element = document.getElementById('desk');
if (element === null) throw new Error('The page has no element for the desk.');

applyPreferences();
// Texts for screen readers in styles/marks.css.
for (const [name, word] of Object.entries(WORDS.diff)) {
  document.documentElement.style.setProperty(`--said-${name}`, JSON.stringify(word));
}
createRoot(element).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <ExpiredSession />
      <Toasts />
    </QueryClientProvider>
  </StrictMode>,
);
