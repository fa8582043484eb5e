import { Button } from '@fluentui/react-components'
import { useSearch } from '@tanstack/react-router'
import { chooseScheme, useScheme } from '../../shared/theme/scheme.ts'
import { RouteTabs } from '../../shared/ui/navigation/RouteTabs.tsx'
import { NotAllowedPage } from '../../shared/ui/page/NotAllowedPage.tsx'
import { NotFoundPage } from '../../shared/ui/page/NotFoundPage.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { ChartParts } from './ChartParts.tsx'
import { CodeParts } from './CodeParts.tsx'
import { DialogParts } from './DialogParts.tsx'
import { FeedbackParts } from './FeedbackParts.tsx'
import { FormParts } from './FormParts.tsx'
import { NavigationParts } from './NavigationParts.tsx'
import { TableParts } from './TableParts.tsx'
import { ValueParts } from './ValueParts.tsx'

const parts = {
  feedback: FeedbackParts,
  values: ValueParts,
  forms: FormParts,
  tables: TableParts,
  charts: ChartParts,
  code: CodeParts,
  dialogs: DialogParts,
  navigation: NavigationParts,
  'no permission': NotAllowedPage,
  'not found': NotFoundPage,
} as const

const isPart = (name: string | undefined): name is keyof typeof parts => name !== undefined && name in parts

/** The component catalogue. Its own words are in English only: nobody but developers of the app sees it. */
export function CataloguePage() {
  const { part } = useSearch({ strict: false }) as { readonly part?: string }
  const scheme = useScheme()
  const chosen = isPart(part) ? part : 'feedback'
  const Part = parts[chosen]
  const tabs = Object.keys(parts).map((id) => ({
    id,
    label: id,
    href: `/catalogue?${new URLSearchParams({ part: id })}`,
  }))
  // These are pages of their own, with a first heading of their own.
  if (Part === NotAllowedPage || Part === NotFoundPage) {
    return (
      <>
        <RouteTabs label="Parts" tabs={tabs} selected={chosen} />
        <Part />
      </>
    )
  }
  return (
    <Page
      title="Component catalogue"
      description="Every component that pages share, in its states."
      area="Sluice"
      actions={
        <Button onClick={() => chooseScheme(scheme === 'dark' ? 'light' : 'dark')}>
          {scheme === 'dark' ? 'Light' : 'Dark'}
        </Button>
      }
    >
      <RouteTabs label="Parts" tabs={tabs} selected={chosen} />
      <Part />
    </Page>
  )
}
