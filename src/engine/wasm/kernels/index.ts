export { add } from './add';
export { dense } from './dense';
export { depthwise } from './depthwise';
export { direct } from './direct';
export { maxPool } from './max-pool';
export { packPanels, packWinograd } from './weights';
export { winograd } from './winograd';
