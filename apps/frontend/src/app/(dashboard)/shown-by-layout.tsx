/** The page of every view: the layout shows the view by the address, so that the next one needs no request. */
export function ShownByLayout() {
  return null
}
