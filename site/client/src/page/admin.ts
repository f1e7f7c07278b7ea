/** What our pages inside Wagtail's admin load: tables that filter. */

import "../styles/admin.scss";
import { FilterTable } from "./filter-table";

if (!customElements.get("cpms-filter-table")) customElements.define("cpms-filter-table", FilterTable);
