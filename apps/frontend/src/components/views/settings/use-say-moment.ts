import { useLocale } from '../../../i18n/texts.tsx'
import { timeZoneOf } from '../../../lib/replica.tsx'
import { useUser } from '../../layout/account.tsx'

/** Says a moment as a date and a time where the person is. */
export function useSayMoment(): (at: string) => string {
  const locale = useLocale()
  const user = useUser()
  const form = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...(user && { timeZone: timeZoneOf(user) }),
  })
  return (at) => form.format(new Date(at))
}
