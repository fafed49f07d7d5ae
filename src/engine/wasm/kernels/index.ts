export { dense } from './dense';
export { direct } from './direct';
export { maxPool } from './pool';
export { packPanels, packWinograd } from './weights';
export { winograd } from './winograd';
