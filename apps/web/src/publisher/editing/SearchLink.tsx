import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** A link to the page that is open with some other search parameters, such as to a dialog of it. */
export const SearchLink = ({
  changes,
  children,
  isName = false,
}: {
  readonly changes: Readonly<Record<string, unknown>>
  readonly children: ReactNode
  /** Whether the text is what somebody called a thing, which no browser may translate. */
  readonly isName?: boolean
}) => (
  <Link
    to="."
    search={((before: object) => ({ ...before, ...changes })) as never}
    resetScroll={false}
    translate={isName ? 'no' : undefined}
  >
    {children}
  </Link>
)
