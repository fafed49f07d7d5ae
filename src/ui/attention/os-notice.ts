/** Whether the operating system tells, as far as the browser says. */
export type NoticeLeave = 'granted' | 'denied' | 'default' | 'unsupported';

/** What leave there is now. */
export const noticeLeave = (): NoticeLeave =>
  typeof Notification === 'undefined' ? 'unsupported' : Notification.permission;

/** Asks for leave. Within a click. */
export async function askForNotices(): Promise<NoticeLeave> {
  return typeof Notification === 'undefined' ? 'unsupported' : Notification.requestPermission();
}

/**
 * Tells by the operating system, which may show it on a locked screen and keep it: nothing that is said may tell who a patient is. One
 * of the same tag takes the place of the one before. False where there is none.
 */
export function osNotice(title: string, body: string, tag: string, onClick: () => void): boolean {
  if (noticeLeave() !== 'granted') return false;
  try {
    // Silent: the sound is the app's own, with its own quiet hours.
    const notice = new Notification(title, { body, tag, silent: true });
    notice.addEventListener('click', () => {
      window.focus();
      notice.close();
      onClick();
    });
    return true;
  } catch {
    return false; // Telephones want a service worker for it.
  }
}
