export { createHotControllers, type HotControllers } from './hot-controllers.ts';
export { type Feature, type LoadFeature, loadFeature } from './load-feature.ts';
