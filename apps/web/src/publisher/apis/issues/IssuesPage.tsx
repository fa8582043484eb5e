import { getRouteApi } from '@tanstack/react-router'
import { IssueList } from './IssueList.tsx'
import { IssuePage } from './IssuePage.tsx'

const route = getRouteApi('/publisher/$service/apis/$api/issues')

/** The issues of an API, or the one that the address names. */
export function IssuesPage() {
  const { issue } = route.useSearch()
  return issue === undefined ? <IssueList /> : <IssuePage key={issue} issue={issue} />
}
