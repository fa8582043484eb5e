import { createRootRoute } from '@tanstack/react-router'

/** Above all areas; the frame is hung into it by `app`, so that no area has to know it. */
export const rootRoute = createRootRoute()
