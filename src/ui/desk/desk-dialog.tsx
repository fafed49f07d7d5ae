import { Dialog } from '../parts/dialog.tsx';
import { OperatingPoint } from './operating-point.tsx';

/** What a coordinator decides and looks back on. */
export function DeskDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Triage desk" onClose={onClose} roomy>
      <OperatingPoint />
    </Dialog>
  );
}
