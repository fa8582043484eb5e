import { lazy, Suspense } from 'react'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import type { PolicyViewsProps } from './PolicyViews.tsx'

const PolicyViews = lazy(() => import('./PolicyViews.tsx').then((module) => ({ default: module.PolicyViews })))

/** The text of a policy document or fragment as code, as forms, and what runs of it; loaded when it is needed. */
export const PolicyDocument = (props: PolicyViewsProps) => (
  <Suspense fallback={<Loading lines={8} />}>
    <PolicyViews {...props} />
  </Suspense>
)
