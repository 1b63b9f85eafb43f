export { copy as copyText } from './copy.tsx';
