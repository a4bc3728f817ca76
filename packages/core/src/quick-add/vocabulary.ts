function index(groups: readonly string[], first: number): ReadonlyMap<string, number> {
  return new Map(groups.flatMap((group, at) => group.split(' ').map((word) => [word, at + first] as const)))
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}

/** Monday is 0. */
export const WEEKDAYS = index(
  [
    'monday mon',
    'tuesday tue tues',
    'wednesday wed weds',
    'thursday thu thur thurs',
    'friday fri',
    'saturday sat',
    'sunday sun',
  ],
  0,
)

/** January is 1. */
export const MONTHS = index(
  [
    'january jan',
    'february feb',
    'march mar',
    'april apr',
    'may',
    'june jun',
    'july jul',
    'august aug',
    'september sep sept',
    'october oct',
    'november nov',
    'december dec',
  ],
  1,
)

export const NUMBER_WORDS = index(
  'one two three four five six seven eight nine ten eleven twelve'.split(' '),
  1,
)

/** Before a date anywhere; they go with it. `this` and `next` are part of the date itself. */
export const PREPOSITIONS = words("on by due until till 'til ’til before")
/** These go with a date only where it ends the text. */
export const END_PREPOSITIONS = words('to for')

/** Directly before a date that ends the text, these make it no date: "lie in the sun", "notes from monday". */
export const NO_DATE_AFTER = words(
  'the a an of from since after about between and or nor than like vs versus each no not ' +
    "last past previous my your our their it's it’s & / +",
)
/** Directly after a date that begins the text: "monday and tuesday", "friday is pizza day". */
export const NO_DATE_BEFORE = words('and or to till through vs versus is was are were has & / +')

/** Days with a name of their own: "buy eggs Good Friday". */
export const NAMED_DAYS = words(
  'happy black good cyber easter ash palm super shrove maundy holy whit giving casual girl freaky bloody',
)

/** Abbreviations that are words as well, by the word that follows… */
export const WEEKDAY_IS_WORD_BEFORE: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'sun',
    words(
      'cream creams lotion block screen hat hats glasses shade shades tan bed beds dress roof lounger lamp ' +
        'salutation salutations umbrella burn protection exposure kissed dried visor spf',
    ),
  ],
  ['sat', words('exam exams prep test tests score scores nav navs tutor tutoring down')],
  ['mon', words('ami amie amour cheri chéri dieu frère frere père pere')],
])
/** …and by the word before. */
export const WEEKDAY_IS_WORD_AFTER: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'sun',
    words(
      'full more less some midday morning afternoon evening partial direct enough hot much rising setting',
    ),
  ],
  ['sat', words('i we he she they')],
  ['wed', words('i we he she they newly get')],
])

/** After `march 5` at the beginning of a text: it is a walk. */
export const MARCHED = words('mile miles km kms kilometers kilometres steps hours minutes laps times')

/** After `1/2`: it is a fraction. */
export const MEASURES = words(
  'cup cups tsp tsps tbsp teaspoon teaspoons tablespoon tablespoons pound pounds lb lbs oz ounce ounces kg g gram ' +
    'grams l litre litres liter liters ml pint pints gallon gallons inch inches mile miles km hour hours hr hrs ' +
    'price off of full done size dozen marathon share time finished complete scale',
)
/** Before `1/2`, `3.4.`: it is a number of something. */
export const NUMBERED = words(
  'part step page pages chapter section version ratio score size room episode ep track disc level lesson vol volume ' +
    'v nr number release fig figure table exercise question q phase sprint round grade scale slide sheet task',
)

export const DAY_PARTS = words('morning afternoon evening night noon midnight lunchtime midday')

/** What a recurrence is made of, besides weekdays, months, numbers, dates and times. */
export const RECURRENCE_PARTS = words(
  'day days week weeks weekday weekdays workday workdays weekend weekends month months year years quarter quarters ' +
    'fortnight hour hours minute minutes mondays tuesdays wednesdays thursdays fridays saturdays sundays ' +
    'eom',
)
/** What may stand between its parts. A recurrence does not end with one of these. */
export const RECURRENCE_JOINTS = words(
  'and or & on at in of the from until till by before to starting start for next this after end ' +
    'other single last first second third fourth fifth',
)
