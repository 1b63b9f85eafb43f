export { useKeys as useLetterKeys } from './keys.ts';
