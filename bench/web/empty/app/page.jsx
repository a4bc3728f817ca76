/** Made for each request, as the pages of the product are. */
export const dynamic = 'force-dynamic'

export default function Page() {
  return <p>Nothing</p>
}
