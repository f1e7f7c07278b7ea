/** What every page loads. */

import "../styles/main.scss";
import { defineElements } from "./elements";
import { installErrorSummary } from "./errors";
import { installMenus } from "./menus";
import { installSections } from "./sections";

defineElements();
installMenus(document);
installSections(document);
installErrorSummary(document);
