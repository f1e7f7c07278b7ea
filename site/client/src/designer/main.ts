/** Entry of the bundle for the page editor: the designer and its looks. */

import "./styles/designer.css";
import "./designer";
