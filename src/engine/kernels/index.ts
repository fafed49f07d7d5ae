export { dense } from './dense';
export { direct, directScratch } from './direct';
export { maxPool } from './pool';
export { packPanels, packWinograd } from './weights';
export { winograd, winogradScratch } from './winograd';
