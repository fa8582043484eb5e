import { ReadOnlyNotice } from '../../../shared/ui/access/ReadOnlyNotice.tsx'
import { ChangeLogSection } from './ChangeLogSection.tsx'
import { RevisionsSection } from './RevisionsSection.tsx'
import { VersionsSection } from './VersionsSection.tsx'

/** The revisions of an API, what was released of them, and its versions. */
export const RevisionsPage = () => (
  <>
    <ReadOnlyNotice needed="publisher" />
    <RevisionsSection />
    <ChangeLogSection />
    <VersionsSection />
  </>
)
