import type { Stores } from '../stores.ts';
import type { StudyEntry } from '../worklist/study-entry.ts';
import type { LinkPorts, PacsLink } from './link.ts';
import type { Site } from './site.ts';
import { noList } from './state.ts';

/** Where a PACS may be, and who says so. */
export interface PacsPort {
  /** Below it the PACS answers; ends in '/'. */
  readonly address: string;
  /** Asks the server; null: there is none. Rejects where the server does not answer. */
  readonly site: (address: string) => Promise<Site | null>;
}

/** What can be done with the PACS behind the app. All of it does nothing where there is none. */
export interface PacsActions {
  /** Asks the server whether there is a PACS, and the PACS for the day's list. */
  findPacs(): Promise<void>;
  showPacs(shown: boolean): void;
  /** Lists the studies of yesterday to tomorrow, or, by a name, an ID or an accession number, a patient's. */
  listPacs(search: string): void;
  /** Fetches studies of the list into the worklist. */
  takeStudies(uids: readonly string[]): void;
  /** Stops fetching a study. */
  cancelStudy(uid: string): void;
  /** Gives up all that was to be taken and has not begun to come; what came stays. */
  cancelWaiting(): void;
  /** Takes every head CT that arrives from now on, and again what has grown. */
  watchPacs(on: boolean): void;
  /** Sends a study's result to the PACS; what became of it stands at the study. */
  sendResult(key: string): Promise<void>;
}

/** The actions, and what the app tells them. */
export interface PacsDoors {
  readonly actions: PacsActions;
  readonly onResult: (entry: StudyEntry) => void;
  /** Forgets every study. */
  readonly forget: () => void;
}

/** The actions over the PACS of a tab. What speaks to it is fetched once there is one. */
export function pacsActions(
  stores: Stores,
  port: PacsPort | undefined,
  ports: Omit<LinkPorts, 'address' | 'site'>,
): PacsDoors {
  const store = stores.pacs;
  let link: PacsLink | null = null;

  async function findPacs(): Promise<void> {
    if (port === undefined) return store.setState({ site: { kind: 'none' } });
    try {
      const site = await port.site(port.address);
      if (site === null) return store.setState({ site: { kind: 'none' } });
      const { openLink } = await import('./link.ts');
      link ??= openLink(stores, { ...ports, site, address: port.address });
      store.setState({ site: { kind: 'there', ...site } });
      await link.list('');
    } catch {
      store.setState({ site: { kind: 'unreachable' } });
    }
  }

  return {
    actions: {
      findPacs,
      showPacs: (shown) => store.setState({ shown }),
      listPacs: (search) => void link?.list(search.trim()),
      takeStudies: (uids) => link?.take(uids),
      cancelStudy: (uid) => link?.cancel(uid),
      cancelWaiting: () => link?.cancelWaiting(),
      watchPacs: (on) => link?.watch(on),
      sendResult: async (key) => link?.send(key),
    },
    onResult: (entry) => link?.onResult(entry),
    forget: () => {
      if (link === null) store.setState(noList());
      else link.forget();
    },
  };
}
