import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { toTarget } from './to-target.ts'

/** A link to a page of ours by its path, with or without a query. */
export const TextLink = ({
  href,
  children,
  isName = false,
}: {
  readonly href: string
  readonly children: ReactNode
  /** Whether the text is what somebody called a thing, which no browser may translate. */
  readonly isName?: boolean
}) => (
  <Link {...toTarget(href)} translate={isName ? 'no' : undefined}>
    {children}
  </Link>
)
