export { dense } from './dense';
export { direct } from './direct';
export { maxPool } from './max-pool';
export { packPanels, packWinograd } from './weights';
export { winograd } from './winograd';
