import { useEffect, useRef } from 'preact/hooks';
import { Announcer, NewestAlert } from './parts/announcer';
import { Header } from './parts/header';
import { Dialogs } from './parts/dialog';
import { AuditPage } from './pages/audit';
import { FeedsPage } from './pages/feeds';
import { HelpPage } from './pages/help';
import { HoursPage } from './pages/hours';
import { IncidentPage } from './incident/page';
import { IncidentsPage } from './pages/incidents';
import { route } from './route';

function Page() {
  const at = route.value;
  switch (at.page) {
    case 'incidents':
      return <IncidentsPage />;
    case 'incident':
      return <IncidentPage key={at.id} id={at.id} />;
    case 'feeds':
      return <FeedsPage />;
    case 'audit':
      return <AuditPage />;
    case 'hours':
      return <HoursPage />;
    case 'help':
      return <HelpPage />;
  }
}

/** A new page begins at its top and tells a screen reader its heading. */
function useArrival(main: { current: HTMLElement | null }): void {
  const at = route.value;
  const name = at.page === 'incident' ? at.id : at.page;
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) {
      scrollTo(0, 0);
      main.current?.focus({ preventScroll: true });
    }
    first.current = false;
  }, [name]);
}

export function App() {
  const main = useRef<HTMLElement>(null);
  useArrival(main);
  return (
    <>
      <p class="skip">
        <button type="button" onClick={() => main.current?.focus()}>
          to the page’s content
        </button>
      </p>
      <Header />
      <main ref={main} tabIndex={-1}>
        <Page />
      </main>
      <NewestAlert />
      <Announcer />
      <Dialogs />
    </>
  );
}
