export { ShownByLayout as default } from '../../shown-by-layout.tsx'
