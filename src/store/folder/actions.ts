import type { WatchedHandle } from '#intake';
import type { AppStorage } from '../storage.ts';
import type { Stores } from '../stores.ts';
import type { FolderLink, LinkPorts } from './link.ts';
import { noFolder } from './state.ts';

/** What can be done with a folder that is watched. */
export interface FolderActions {
  /** Looks whether a folder was watched before the page was loaded, and goes on where the browser lets it without a click. */
  findFolder(): Promise<void>;
  /** Reads what is in the folder, and from then on whatever arrives. null: the browser gives no folder to a page. */
  watchFolder(handle: WatchedHandle | null): Promise<void>;
  /** Asks for leave anew and goes on. Call it in the click's handler. */
  resumeFolder(): Promise<void>;
  /** Watches no longer and forgets the folder; what was read stays. */
  leaveFolder(): Promise<void>;
}

/** The actions, and what the app tells them. */
export interface FolderDoors {
  readonly actions: FolderActions;
  /** Watches no longer and forgets the folder. */
  readonly forget: () => void;
}

/** The actions over the watched folder of a tab. What looks at it is fetched once there is one. */
export function folderActions(
  stores: Pick<Stores, 'folder' | 'settings'>,
  storage: Pick<AppStorage, 'folder' | 'saveFolder'>,
  ports: LinkPorts,
): FolderDoors {
  const store = stores.folder;
  let link: FolderLink | null = null;

  async function open(handle: WatchedHandle): Promise<FolderLink> {
    const { openFolderLink } = await import('./link.ts');
    link?.stop();
    link = openFolderLink(store, handle, ports);
    return link;
  }

  return {
    actions: {
      findFolder: async () => {
        const handle = await storage.folder();
        if (handle !== null && store.getState().name === null) await (await open(handle)).goOn();
      },
      watchFolder: async (handle) => {
        if (handle === null) return store.setState({ phase: 'unsupported' });
        await (await open(handle)).goOn();
        const { keepResults } = stores.settings.getState();
        if (keepResults) await storage.saveFolder(handle);
      },
      resumeFolder: async () => link?.ask(),
      leaveFolder: async () => {
        link?.leave();
        link = null;
        store.setState(noFolder());
        await storage.saveFolder(null);
      },
    },
    forget: () => {
      link?.leave();
      link = null;
    },
  };
}
