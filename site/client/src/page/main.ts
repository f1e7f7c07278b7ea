/** What every page loads. */

import "../styles/main.scss";
import { defineElements } from "./elements";
import { installErrorSummary } from "./errors";
import { installMenus } from "./menus";
import { installOnce } from "./once";
import { installSections } from "./sections";

defineElements();
installMenus(document);
installSections(document);
installErrorSummary(document);
installOnce(document);
