export { add } from './add';
export { dense } from './dense';
export { depthwise } from './depthwise';
export { direct } from './direct';
export { maxPool } from './max-pool';
export { pointwise } from './pointwise';
export { average, scale } from './squeeze';
export { packPanels, packWinograd } from './weights';
export { winograd } from './winograd';
