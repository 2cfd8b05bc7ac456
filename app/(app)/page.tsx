export { default, metadata } from './claims/page.tsx';
